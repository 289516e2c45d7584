package io.livegate.policy.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes a merged policy down as YAML, each line with the place that it comes from. */
final class PolicyLines {

  private static final List<String> ORDER =
      List.of("id", "version", "mode", "onUnavailable", "gate", "challenge");

  private final LayerMerge merged;
  private final List<PolicyLine> lines = new ArrayList<>();

  PolicyLines(LayerMerge merged) {
    this.merged = merged;
  }

  List<PolicyLine> write() {
    JsonNode root = merged.root();
    List<String> members = new ArrayList<>(ORDER);
    root.fieldNames()
        .forEachRemaining(
            name -> {
              if (!members.contains(name)) members.add(name);
            });
    members.remove("rules");
    for (String member : members) {
      if (root.path(member).isObject()) {
        add("/" + member, member + ":");
        members("/" + member, "  ");
      } else if (root.has(member)) {
        add("/" + member, member + ": " + inline(root.path(member)));
      }
    }
    add("/rules", "rules:");
    for (int i = 0; i < root.path("rules").size(); i++) {
      String rule = "/rules/" + i;
      add(rule + "/id", "  - id: " + root.at(rule + "/id").asText());
      for (Iterator<String> names = root.at(rule).fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!name.equals("id")) {
          value(rule + "/" + name, "    " + name + ":", "      ");
        }
      }
    }
    return lines;
  }

  private void members(String pointer, String indent) {
    merged
        .root()
        .at(pointer)
        .fieldNames()
        .forEachRemaining(name -> value(pointer + "/" + name, indent + name + ":", indent + "  "));
  }

  private void value(String pointer, String start, String indent) {
    JsonNode node = merged.root().at(pointer);
    if (isShort(node)) {
      add(pointer, start + " " + inline(node));
      return;
    }
    add(pointer, start);
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      add(pointer + "/" + i, indent + "- " + inline(node.get(i)));
    }
    if (node.isObject()) {
      members(pointer, indent);
    }
  }

  private void add(String pointer, String text) {
    LayerMerge.Origin origin = merged.origin(pointer);
    lines.add(new PolicyLine(text, origin.file(), origin.line(), merged.before(pointer)));
  }

  /** Whether it reads well in one line: no conditions in it. */
  private static boolean isShort(JsonNode node) {
    for (JsonNode member : node) {
      if (member.isObject() || member.isArray() && !isShort(member)) {
        return false;
      }
    }
    return true;
  }

  static String inline(JsonNode node) {
    if (node.isArray()) {
      StringJoiner all = new StringJoiner(", ", "[", "]");
      node.forEach(member -> all.add(inline(member)));
      return all.toString();
    }
    if (node.isObject()) {
      StringJoiner all = new StringJoiner(", ", "{", "}");
      for (Iterator<Map.Entry<String, JsonNode>> i = node.fields(); i.hasNext(); ) {
        Map.Entry<String, JsonNode> member = i.next();
        all.add(member.getKey() + ": " + inline(member.getValue()));
      }
      return all.toString();
    }
    return node.asText();
  }
}
