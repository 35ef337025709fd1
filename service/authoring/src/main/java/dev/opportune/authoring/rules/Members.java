package dev.opportune.authoring.rules;

import dev.opportune.authoring.compiler.AllowList;
import dev.opportune.authoring.compiler.AllowList.By;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names of what rules may call or look at, where it is not yet known on what. */
final class Members {
    private static final String ENDLESS = "compare with == or in (…): this can take forever";
    private static final String LONG = "leave it out: this can make a text of any length";
    private static final String LANGUAGE = "use equalsIgnoreCase: this depends on the language of the machine";

    private static final Map<String, String> INSTEAD = Map.of(
            "matches", ENDLESS,
            "split", ENDLESS,
            "replaceAll", ENDLESS,
            "replace", LONG,
            "repeat", LONG,
            "format", LANGUAGE,
            "toLowerCase", LANGUAGE,
            "toUpperCase", LANGUAGE,
            "hashCode", "compare the values: this is another number on each machine");

    private final Set<String> names;

    Members(AllowList allowed) {
        this.names = allowed.names(By.AUTHOR);
    }

    boolean isMethod(String name) {
        return names.contains(name);
    }

    boolean isProperty(String name) {
        String raised = name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return isMethod(name) || isMethod("get" + raised) || isMethod("is" + raised);
    }

    /** What to write instead of calling something. */
    String instead(String method, String otherwise) {
        return INSTEAD.getOrDefault(method, otherwise);
    }
}
