package dev.opportune.authoring.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.kie.api.KieBase;

/**
 * The latest builds by their sources: most of what is saved changes a setting, or one text and then another, and compiling takes
 * longer than all else. Safe for use by several threads.
 */
final class Builds {
    private final Map<List<String>, Supplier<KieBase>> latest;

    /** @param kept how many; one costs a few megabytes */
    Builds(int kept) {
        this.latest = new LinkedHashMap<>(kept, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<List<String>, Supplier<KieBase>> eldest) {
                return size() > kept;
            }
        };
    }

    synchronized Optional<Supplier<KieBase>> of(List<String> sources) {
        return Optional.ofNullable(latest.get(sources));
    }

    synchronized void keep(List<String> sources, Supplier<KieBase> bases) {
        latest.put(List.copyOf(sources), bases);
    }
}
