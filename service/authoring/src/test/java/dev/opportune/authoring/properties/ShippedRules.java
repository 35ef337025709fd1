package dev.opportune.authoring.properties;

import java.nio.file.Path;

/** The rules of the repository. */
final class ShippedRules {
    private ShippedRules() {}

    static Path folder() {
        return Path.of(System.getProperty("opportune.home", "../.."), "rules");
    }
}
