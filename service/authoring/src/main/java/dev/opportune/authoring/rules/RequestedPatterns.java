package dev.opportune.authoring.rules;

import dev.opportune.authoring.drl.Descriptors;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.facts.Requested;
import java.util.List;

/** Finds out whether a rule looks at what apps ask for. */
final class RequestedPatterns {
    private RequestedPatterns() {}

    static boolean anyIn(List<DrlFile> files) {
        return files.stream()
                .flatMap(file -> file.content().getRules().stream())
                .flatMap(Descriptors::patterns)
                .anyMatch(pattern -> Requested.class.getSimpleName().equals(pattern.getObjectType())
                        || Requested.class.getName().equals(pattern.getObjectType()));
    }
}
