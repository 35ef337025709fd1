package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import java.util.Locale;

/** Reads the files of rules, and refuses kinds of files that would be left out in silence. */
final class SourceStage implements Stage {
    @Override
    public void apply(Draft draft) {
        for (String path : draft.folder().files().keySet()) {
            if (draft.isRefused(path)) {
                continue;
            }
            if (path.endsWith(".drl")) {
                written(draft, path);
            } else if (isOtherSource(path.toLowerCase(Locale.ROOT))) {
                draft.error(
                        "unsupported_file",
                        Place.of(path),
                        null,
                        "files of this kind are not read",
                        "write the rules into a file that ends in .drl");
            }
        }
    }

    private static boolean isOtherSource(String path) {
        return path.endsWith(".drl")
                || path.contains(".drl.")
                || path.endsWith(".dslr")
                || path.endsWith(".dsl")
                || path.endsWith(".rdrl")
                || path.endsWith("flow.yaml")
                || path.endsWith("policy.yaml");
    }

    private static void written(Draft draft, String path) {
        // Some editors put a mark before everything else, which is no part of the text.
        String text = draft.folder()
                .text(path)
                .map(read -> read.startsWith("\uFEFF") ? read.substring(1) : read)
                .orElse(null);
        if (text == null) {
            draft.error("not_utf8", Place.of(path), null, "the file is no UTF-8", "save it as UTF-8");
            return;
        }
        draft.sources().add(Source.written(path, text));
    }
}
