package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.drl.Source;
import dev.opportune.authoring.sentences.Sentences;
import dev.opportune.authoring.tables.DecisionTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the files of rules, and refuses kinds of files that would be left out in silence. */
final class SourceStage implements Stage {
    private static final String DRL = ".drl";
    /** How files end that rules are read from. */
    private static final List<String> RULES = List.of(DRL, DecisionTable.CSV, DecisionTable.XLSX, Sentences.USED);

    private static final List<String> TABLES = List.of(".csv", ".xls", ".xlsx", ".xlsm", ".ods");

    /** Whether a file has rules in it. */
    static boolean hasRules(String path) {
        return RULES.stream().anyMatch(path::endsWith);
    }

    @Override
    public void apply(Draft draft) {
        Sentences sentences = new Sentences(draft.problems());
        paths(draft, Sentences.DEFINED)
                .filter(path -> !draft.isRefused(path))
                .forEach(path -> text(draft, path).ifPresent(text -> sentences.define(path, text)));
        for (String path : draft.folder().files().keySet()) {
            if (draft.isRefused(path)) {
                continue;
            }
            if (path.endsWith(DRL)) {
                text(draft, path).ifPresent(text -> draft.sources().add(Source.written(path, text)));
            } else if (path.endsWith(Sentences.USED)) {
                text(draft, path).ifPresent(text -> said(draft, sentences, path, text));
            } else if (path.endsWith(DecisionTable.CSV)) {
                text(draft, path)
                        .map(text -> DecisionTable.csv(path, text, RuleFence.INSTEAD, draft.problems()))
                        .ifPresent(table -> table(draft, path, table));
            } else if (path.endsWith(DecisionTable.XLSX)) {
                byte[] content = draft.folder().files().get(path);
                table(draft, path, DecisionTable.xlsx(path, content, RuleFence.INSTEAD, draft.problems()));
            } else if (!path.endsWith(Sentences.DEFINED)) {
                other(draft, path);
            }
        }
        sentences.warnOfUnused();
    }

    private static Stream<String> paths(Draft draft, String ending) {
        return draft.folder().files().keySet().stream().filter(path -> path.endsWith(ending));
    }

    private static Optional<String> text(Draft draft, String path) {
        // Some editors put a mark before everything else, which is no part of the text.
        Optional<String> text =
                draft.folder().text(path).map(read -> read.startsWith("\uFEFF") ? read.substring(1) : read);
        if (text.isEmpty()) {
            draft.error("not_utf8", Place.of(path), null, "the file is no UTF-8", "save it as UTF-8");
        }
        return text;
    }

    private static void said(Draft draft, Sentences sentences, String path, String text) {
        draft.telling(path, problem -> sentences.told(problem, path, text));
        sentences.expand(path, text).ifPresent(rules -> draft.sources().add(Source.expanded(path, rules)));
    }

    private static void table(Draft draft, String path, DecisionTable table) {
        draft.telling(path, table::told);
        table.rules().ifPresent(rules -> draft.sources().add(Source.expanded(path, rules)));
    }

    private static void other(Draft draft, String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (TABLES.stream().anyMatch(lower::endsWith)) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            draft.error(
                    "unsupported_file",
                    Place.of(path),
                    null,
                    "files of this kind are not read",
                    "name a table " + name.substring(0, name.indexOf('.')) + DecisionTable.CSV + " or …"
                            + DecisionTable.XLSX);
        } else if (lower.endsWith("flow.yaml") || lower.endsWith("policy.yaml")) {
            draft.error(
                    "unsupported_file", Place.of(path), null, "files of this kind are not read", "let it end in .yml");
        } else if (isOtherSource(lower)) {
            draft.error(
                    "unsupported_file",
                    Place.of(path),
                    null,
                    "files of this kind are not read",
                    "write the rules into a file that ends in " + String.join(", ", RULES));
        }
    }

    private static boolean isOtherSource(String lower) {
        return lower.endsWith(DRL)
                || lower.contains(".drl.")
                || lower.endsWith(Sentences.USED)
                || lower.endsWith(Sentences.DEFINED)
                || lower.endsWith(".rdrl");
    }
}
