package io.livegate.ingest.source;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network addresses read from, what FFmpeg may reach behind each, and how they are shown
 * without their secrets.
 */
final class Addresses {

  /** Scheme to the protocols it stands on; {@code file} is in none, so no playlist can reach it. */
  private static final Map<String, String> PROTOCOLS =
      Map.ofEntries(
          Map.entry("rtsp", "rtsp,rtp,udp,tcp"),
          Map.entry("rtsps", "rtsp,rtsps,rtp,udp,tcp,tls"),
          Map.entry("rtmp", "rtmp,tcp"),
          Map.entry("rtmps", "rtmps,rtmp,tls,tcp"),
          Map.entry("http", "http,https,httpproxy,tls,tcp,crypto"),
          Map.entry("https", "https,http,httpproxy,tls,tcp,crypto"),
          Map.entry("tcp", "tcp"),
          Map.entry("udp", "udp"));

  /** What stands before user and host; then these up to the path, the query or the fragment. */
  private static final Pattern AUTHORITY =
      Pattern.compile("^(?<before>(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://)?)(?<authority>[^/?#]*)");

  private static final Pattern QUERY = Pattern.compile("(?<=[?#]).*");
  private static final Pattern STREAM_KEY = Pattern.compile("(?i)(^rtmps?://[^/]*/[^/]*/)[^?]+");

  private Addresses() {}

  static String scheme(String url) {
    int end = url.indexOf("://");
    return end < 0 ? "" : url.substring(0, end).toLowerCase(Locale.ROOT);
  }

  static boolean isSessionDescription(String url) {
    return scheme(url).isEmpty() && url.toLowerCase(Locale.ROOT).endsWith(".sdp");
  }

  /**
   * The protocols an address may use.
   *
   * @throws SourceException naming what can be read, when it is none of it
   */
  static String protocols(String url) throws SourceException {
    if (isSessionDescription(url)) {
      return "file,rtp,udp";
    }
    String protocols = PROTOCOLS.get(scheme(url));
    if (protocols == null) {
      String hint =
          scheme(url).equals("rtp")
              ? "; RTP alone does not say what it carries: give the path of its .sdp file"
              : "";
      throw new SourceException(
          shown(url),
          "is not an address of rtsp, rtsps, rtmp, rtmps, http, https (HLS too), tcp or udp, nor an"
              + " .sdp file"
              + hint);
    }
    return protocols;
  }

  /** Where FFmpeg looks inside. */
  static String formats(String url) {
    return switch (scheme(url)) {
      case "rtsp", "rtsps" -> "rtsp," + VideoInput.CONTAINERS;
      case "http", "https" -> "hls,mpjpeg," + VideoInput.CONTAINERS;
      case "" -> "sdp,rtp";
      default -> VideoInput.CONTAINERS;
    };
  }

  /**
   * The address without user, password, query and RTMP stream key: any of them may be a secret. Of
   * one with an @ behind its host nothing is shown: it may be part of a password not escaped.
   */
  static String shown(String url) {
    Matcher parts = AUTHORITY.matcher(url);
    if (!parts.find()) {
      return "***";
    }
    String before = parts.group("before");
    String authority = parts.group("authority");
    String rest = url.substring(parts.end());
    if (rest.indexOf('@') >= 0) {
      return before + "***";
    }
    int user = authority.lastIndexOf('@');
    String shown = before + (user < 0 ? authority : "***" + authority.substring(user)) + rest;
    shown = QUERY.matcher(shown).replaceAll("***");
    return STREAM_KEY.matcher(shown).replaceAll("$1***").replaceAll("\\p{Cntrl}", "?");
  }
}
