package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.Source;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.syntax.Mistake;
import dev.opportune.authoring.syntax.SyntaxMistakes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Parses what was read. */
final class ParseStage implements Stage {
    /** The files of rules as they can be parsed; of those that cannot, nothing. */
    static List<DrlFile> parsed(Map<String, byte[]> files) {
        return read(files).drlFiles();
    }

    /** Reads and parses files, of which nobody may have looked at the text yet. */
    static Draft read(Map<String, byte[]> files) {
        Draft draft = new Draft(RulesFolder.of(files));
        Stage.applyAll(
                List.of(
                        new TextFence(),
                        new SourceStage(),
                        TextFence::ofExpansions,
                        new ParseStage(),
                        TextFence::ofRules),
                draft);
        return draft;
    }

    @Override
    public void apply(Draft draft) {
        draft.sources().forEach(source -> parse(draft, source));
    }

    private static void parse(Draft draft, Source source) {
        if (draft.isRefused(source.path())) {
            return;
        }
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            PackageDescr content = parser.parse(true, source.text());
            Set<Integer> brokenLines = new HashSet<>();
            List<Integer> places = new ArrayList<>();
            for (DroolsError error : parser.getErrors()) {
                int line = error instanceof ParserError parsed ? Math.max(parsed.getRow(), 1) : 1;
                brokenLines.add(line);
                places.add(character(source.text(), line, error instanceof ParserError parsed ? parsed.getCol() : 0));
            }
            DrlFile file = new DrlFile(source, content == null ? new PackageDescr() : content, brokenLines);
            for (Mistake mistake : new SyntaxMistakes(source.text()).of(places)) {
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
            draft.error(
                    "syntax", Place.of(source.path()), null, "the file cannot be parsed: " + broken.getMessage(), "");
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
