package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Parses the files of rules, and refuses kinds of files that would be left out in silence. */
final class ParseStage implements Stage {
    @Override
    public void apply(Draft draft) {
        for (String path : draft.folder().files().keySet()) {
            if (draft.isRefused(path)) {
                continue;
            }
            if (path.endsWith(".drl")) {
                parse(draft, path);
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

    private static void parse(Draft draft, String path) {
        // Some editors put a mark before everything else, which is no part of the text.
        String text = draft.folder()
                .text(path)
                .map(read -> read.startsWith("\uFEFF") ? read.substring(1) : read)
                .orElse(null);
        if (text == null) {
            draft.error("not_utf8", Place.of(path), null, "the file is no UTF-8", "save it as UTF-8");
            return;
        }
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            PackageDescr content = parser.parse(true, text);
            Set<Integer> brokenLines = new HashSet<>();
            List<Integer> places = new ArrayList<>();
            for (DroolsError error : parser.getErrors()) {
                int line = error instanceof ParserError parsed ? Math.max(parsed.getRow(), 1) : 1;
                brokenLines.add(line);
                places.add(character(text, line, error instanceof ParserError parsed ? parsed.getCol() : 0));
            }
            DrlFile file = new DrlFile(path, text, content == null ? new PackageDescr() : content, brokenLines);
            for (Mistake mistake : new SyntaxMistakes(text).of(places)) {
                draft.problems()
                        .add(Problem.error(
                                        mistake.code(),
                                        file.place(mistake.character()),
                                        mistake.message(),
                                        mistake.hint())
                                .in(mistake.rule()));
            }
            if (content != null) {
                draft.drlFiles().add(file);
            }
        } catch (DroolsParserException | RuntimeException broken) {
            draft.error("syntax", Place.of(path), null, "the file cannot be parsed: " + broken.getMessage(), "");
        }
    }

    private static int character(String text, int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        return Math.min(start + Math.max(column, 0), text.length());
    }
}
