package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Parses the files of rules, and refuses kinds of files that would be left out in silence. */
final class ParseStage implements Stage {
    private static final int DEEPEST = 50;
    /** What the parser puts before its messages; the place is told apart from the message here. */
    private static final Pattern PREFIX = Pattern.compile("^\\[ERR \\d+] (Line \\d+:-?\\d+ )?");

    private static final Pattern IN_RULE = Pattern.compile(" in (rule|query|declare|function) .*$");

    @Override
    public void apply(Draft draft) {
        for (String path : draft.folder().files().keySet()) {
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
        String text = draft.folder().text(path).orElse(null);
        if (text == null) {
            draft.error("not_utf8", Place.of(path), null, "the file is no UTF-8", "save it as UTF-8");
            return;
        }
        if (!isSafeToParse(draft, path, text)) {
            return;
        }
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            PackageDescr content = parser.parse(true, text);
            Set<Integer> brokenLines = new HashSet<>();
            for (DroolsError error : parser.getErrors()) {
                draft.error("syntax", place(path, error), null, message(error), "");
                brokenLines.add(place(path, error).line());
            }
            if (content != null) {
                draft.drlFiles().add(new DrlFile(path, text, content, brokenLines));
            }
        } catch (DroolsParserException | RuntimeException broken) {
            draft.error("syntax", Place.of(path), null, "the file cannot be parsed: " + broken.getMessage(), "");
        }
    }

    /** Parsers call themselves for each bracket, and turn escapes into what nobody sees in the text. */
    private static boolean isSafeToParse(Draft draft, String path, String text) {
        int line = 1;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            line += character == '\n' ? 1 : 0;
            depth += "([{".indexOf(character) >= 0 ? 1 : ")]}".indexOf(character) >= 0 ? -1 : 0;
            if (depth > DEEPEST) {
                draft.error("too_deep", Place.of(path, line), null, "brackets are nested too deep", "");
                return false;
            }
            if (text.startsWith("\\u", i)) {
                draft.error(
                        "unicode_escape",
                        Place.of(path, line),
                        null,
                        "\\u escapes are not allowed",
                        "write the character");
                return false;
            }
        }
        return true;
    }

    private static Place place(String path, DroolsError error) {
        return error instanceof ParserError parsed && parsed.getRow() > 0
                ? new Place(path, parsed.getRow(), Math.max(parsed.getCol(), 0) + 1)
                : Place.of(path);
    }

    private static String message(DroolsError error) {
        String bare = PREFIX.matcher(error.getMessage().strip()).replaceFirst("");
        return IN_RULE.matcher(bare).find() ? bare : bare.replaceFirst("\\.$", "");
    }
}
