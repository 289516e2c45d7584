package io.livegate.cli.text;

import io.livegate.policy.read.LayeredPolicy;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A merged policy as a person reads it: beside each line who says so. */
public final class PolicyText {

  private final Style style;

  public PolicyText(Style style) {
    this.style = style;
  }

  /** Lines without a line break at the end. */
  public String of(LayeredPolicy merged) {
    List<String> text = new ArrayList<>();
    text.add(style.bold(merged.policy().name()));
    for (PolicyFile file : merged.files()) {
      String of = file.layer() == null ? "default" : file.layer().id();
      text.add(String.format(Locale.ROOT, "  %-10s is %s", of, file.name()));
    }
    text.add("");
    merged.lines().forEach(line -> text.add(line(line)));
    merged.switchedOff().forEach(line -> text.add(line(line)));
    return String.join("\n", text);
  }

  private String line(PolicyLine line) {
    String margin = String.format(Locale.ROOT, "%-10s %4d | ", line.of(), line.line());
    boolean layered = line.file().layer() != null;
    String before = line.before() == null ? "" : style.dim("   # was " + line.before());
    return style.dim(margin) + (layered ? style.yellow(line.text()) : line.text()) + before;
  }
}
