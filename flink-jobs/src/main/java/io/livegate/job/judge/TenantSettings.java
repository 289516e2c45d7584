package io.livegate.job.judge;

import io.livegate.job.config.JudgeSettings;
import io.livegate.job.config.JudgeSettingsParser;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.decide.PolicyUpdate;
import io.livegate.job.probe.Probe;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How closely is looked at whose sessions, by what was published. */
final class TenantSettings implements LiveSettings, ControlListener {

  /** Beyond so many, tenants are looked up anew. */
  private static final int MAX_TENANTS = 10_000;

  private final JudgeSettings configured;

  /** By record key. */
  private final Map<String, String> records = new ConcurrentHashMap<>();

  private final Map<String, JudgeSettings> ofTenant = new ConcurrentHashMap<>();

  TenantSettings(JudgeSettings configured) {
    this.configured = configured;
  }

  @Override
  public JudgeSettings of(String tenant) {
    if (Probe.is(tenant)) {
      return configured; // it is to measure the way, whatever somebody has set
    }
    JudgeSettings known = ofTenant.get(tenant);
    if (known != null) {
      return known;
    }
    if (ofTenant.size() >= MAX_TENANTS) {
      ofTenant.clear();
    }
    return ofTenant.computeIfAbsent(
        tenant,
        name ->
            JudgeSettingsParser.layered(
                configured, records.get(key(null)), records.get(key(name))));
  }

  private static String key(@Nullable String tenant) {
    return new PolicyKey(PolicyKey.Kind.SETTINGS, tenant).text();
  }

  @Override
  public void take(List<PolicyUpdate> updates, boolean anew) {
    if (anew) {
      records.clear();
    }
    for (PolicyUpdate update : updates) {
      if (update.isUsable(PolicyKey.Kind.SETTINGS)) {
        String text = update.text();
        if (text == null) {
          records.remove(update.key());
        } else {
          records.put(update.key(), text);
        }
      }
    }
    ofTenant.clear();
  }
}
