package io.livegate.policy.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy with layers laid over it, one after the other, that remembers which file set what. What
 * is wrong with the result is said of the newest layer, for what is below it was right without it.
 */
final class LayerMerge implements Located {

  private static final List<String> SECTIONS = List.of("gate", "onUnavailable", "challenge");

  /** A place in a file. */
  record Origin(PolicyFile file, String pointer) {

    int line() {
      return file.located().line(pointer);
    }

    String where() {
      return file.name() + " line " + line();
    }
  }

  private static final class MergedRule {

    final ObjectNode node;
    final Origin added;
    final Map<String, Origin> changed = new LinkedHashMap<>();
    @Nullable Origin lastChange;

    MergedRule(ObjectNode node, Origin added) {
      this.node = node;
      this.added = added;
    }

    String id() {
      return node.path("id").asText();
    }
  }

  private final PolicyFile base;
  private final ObjectNode root;
  private final Map<String, Origin> sections = new LinkedHashMap<>();
  private final List<MergedRule> rules = new ArrayList<>();
  private final Map<String, Origin> off = new LinkedHashMap<>();

  /** By the place that says otherwise now: what stood there before. */
  private final Map<Origin, String> replaced = new HashMap<>();

  private PolicyFile top;

  /**
   * @param base a whole policy
   */
  LayerMerge(PolicyFile base) {
    this.base = base;
    this.top = base;
    this.root = base.root().deepCopy();
    add(base, new ArrayList<>());
    write();
  }

  /** Lays a layer over what there is; what contradicts it goes to the problems. */
  void lay(PolicyFile layer, List<PolicyProblem> problems) {
    top = layer;
    JsonNode from = layer.root();
    for (String whole : List.of("mode", "strikes")) {
      if (from.has(whole)) {
        set(root, "", whole, layer);
      }
    }
    for (String section : SECTIONS) {
      from.path(section)
          .fieldNames()
          .forEachRemaining(
              member -> set(root.withObject("/" + section), "/" + section, member, layer));
    }
    Set<String> named = new HashSet<>();
    for (int i = 0; i < from.path("off").size(); i++) {
      MergedRule rule = below(from.path("off").get(i).asText(), "/off/" + i, named, problems);
      if (rule != null) {
        rules.remove(rule);
        off.put(rule.id(), new Origin(layer, "/off/" + i));
      }
    }
    for (int i = 0; i < from.path("change").size(); i++) {
      JsonNode change = from.path("change").get(i);
      String pointer = "/change/" + i;
      MergedRule rule = below(change.path("id").asText(), pointer + "/id", named, problems);
      if (rule != null) {
        rule.lastChange = new Origin(layer, pointer);
        change
            .fieldNames()
            .forEachRemaining(
                member -> {
                  if (member.equals("id")) {
                    return; // says only which rule
                  }
                  Origin now = new Origin(layer, pointer + "/" + member);
                  note(now, rule.node.get(member), memberOf(rule, member));
                  rule.node.set(member, change.get(member));
                  rule.changed.put(member, now);
                });
      }
    }
    add(layer, problems);
    write();
  }

  private void set(ObjectNode into, String section, String member, PolicyFile layer) {
    String pointer = section + "/" + member;
    note(new Origin(layer, pointer), into.get(member), origin(pointer));
    into.set(member, layer.root().at(pointer));
    sections.put(pointer, new Origin(layer, pointer));
  }

  /** The rule below that is to be changed or switched off, if that may be. */
  private @Nullable MergedRule below(
      String id, String pointer, Set<String> named, List<PolicyProblem> problems) {
    if (!named.add(id)) {
      problems.add(
          top.located()
              .problem(
                  pointer,
                  "rule '" + id + "' is changed or switched off twice in this layer; keep one"));
      return null;
    }
    for (MergedRule rule : rules) {
      if (rule.id().equals(id)) {
        if (rule.node.path("locked").asBoolean()) {
          Origin lock = rule.changed.getOrDefault("locked", inside(rule.added, "/locked"));
          problems.add(
              top.located()
                  .problem(
                      pointer,
                      "rule '"
                          + id
                          + "' is locked in "
                          + lock.where()
                          + ", so no layer may change it or switch it off; take this entry out, or"
                          + " add a rule of another name beside it"));
          return null;
        }
        return rule;
      }
    }
    Origin gone = off.get(id);
    List<String> known = rules.stream().map(MergedRule::id).toList();
    problems.add(
        top.located()
            .problem(
                pointer,
                gone != null
                    ? "rule '"
                        + id
                        + "' is switched off below, in "
                        + gone.where()
                        + "; add one of another name under 'rules'"
                    : "there is no rule '"
                        + id
                        + "' below this layer"
                        + (known.isEmpty()
                            ? ""
                            : "; the nearest are " + Nearest.three(id, known))));
    return null;
  }

  private void add(PolicyFile file, List<PolicyProblem> problems) {
    List<MergedRule> below = List.copyOf(rules);
    JsonNode added = file.root().path("rules");
    for (int i = 0; i < added.size(); i++) {
      String id = added.get(i).path("id").asText();
      Origin origin = new Origin(file, "/rules/" + i);
      Origin before = off.get(id);
      for (MergedRule rule : below) {
        before = rule.id().equals(id) ? rule.added : before;
      }
      if (before == null) {
        rules.add(new MergedRule(added.get(i).deepCopy(), origin));
      } else {
        problems.add(
            file.located()
                .problem(
                    origin.pointer() + "/id",
                    "rule '"
                        + id
                        + "' is already in "
                        + before.where()
                        + "; name it under 'change' to make it differ, or give this one a name of"
                        + " its own"));
      }
    }
  }

  private void write() {
    ArrayNode all = root.putArray("rules");
    rules.forEach(rule -> all.add(rule.node));
  }

  @Override
  public JsonNode root() {
    return root;
  }

  /** Where the newest layer, or else one below, says what lies at this pointer. */
  Origin origin(String pointer) {
    MergedRule rule = rule(pointer);
    if (rule != null) {
      String member = pointer.replaceFirst("^/rules/\\d+/?", "");
      String name = member.replaceFirst("/.*", "");
      Origin change = rule.changed.get(name);
      return change == null
          ? inside(rule.added, member.isEmpty() ? "" : "/" + member)
          : inside(change, member.substring(name.length()));
    }
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      Origin section = sections.get(at);
      if (section != null) {
        return inside(section, pointer.substring(at.length()));
      }
    }
    return new Origin(base, pointer);
  }

  private static Origin memberOf(MergedRule rule, String member) {
    return rule.changed.getOrDefault(member, inside(rule.added, "/" + member));
  }

  private void note(Origin now, @Nullable JsonNode before, Origin where) {
    if (before != null) {
      replaced.put(now, PolicyLines.inline(before) + ", " + where.where());
    }
  }

  /** What stood there before a layer said otherwise, with its place; null where none did. */
  @Nullable String before(String pointer) {
    return replaced.get(origin(pointer));
  }

  /** Rules that were switched off, and where. */
  Map<String, Origin> switchedOff() {
    return off;
  }

  private @Nullable MergedRule rule(String pointer) {
    if (!pointer.matches("/rules/\\d+(/.*)?")) {
      return null;
    }
    int number = Integer.parseInt(pointer.split("/")[2]);
    return number < rules.size() ? rules.get(number) : null;
  }

  private static Origin inside(Origin origin, String rest) {
    return new Origin(origin.file(), origin.pointer() + rest);
  }

  @Override
  public PolicyProblem problem(String pointer, String message) {
    Origin origin = origin(pointer);
    if (origin.file() == top) {
      return top.located().problem(origin.pointer(), message);
    }
    MergedRule rule = rule(pointer);
    Origin change = rule == null ? null : rule.lastChange;
    String at = change != null && change.file() == top ? change.pointer() : blamed();
    return top.located()
        .problem(at, message + " (so it comes out with " + origin.where() + " below this layer)");
  }

  /** Of a layer that does not name what goes wrong with it: what takes most away. */
  private String blamed() {
    for (String part : List.of("off", "change", "rules")) {
      if (top.root().has(part)) {
        return "/" + part;
      }
    }
    return "/layer";
  }

  @Override
  public String where(String pointer) {
    Origin origin = origin(pointer);
    return origin.file() == top ? "line " + origin.line() : origin.where();
  }
}
