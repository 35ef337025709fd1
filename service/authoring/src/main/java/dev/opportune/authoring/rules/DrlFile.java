package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * A file of rules, parsed.
 *
 * @param path inside the rules folder
 */
record DrlFile(String path, String text, PackageDescr content) {
    /** The folder it is in, which has its flow's name; empty at the top. */
    String folder() {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** The place of a character of the text. */
    Place place(int character) {
        int end = Math.min(Math.max(character, 0), text.length());
        int lineStart = text.lastIndexOf('\n', end - 1) + 1;
        int line =
                (int) text.substring(0, end).chars().filter(one -> one == '\n').count() + 1;
        return new Place(path, line, text.codePointCount(lineStart, end) + 1);
    }

    /** Where something starts, as well as the parser knows. */
    Place place(BaseDescr something) {
        return something.getStartCharacter() >= 0 && something.getStartCharacter() < text.length()
                ? place(something.getStartCharacter())
                : Place.of(path, something.getLine());
    }

    /** Where the consequence's text starts in the file's. */
    int consequenceStart(RuleDescr rule) {
        String consequence = String.valueOf(rule.getConsequence());
        int from = 0;
        for (int line = 1; line < rule.getConsequenceLine() && from >= 0; line++) {
            from = text.indexOf('\n', from) + 1;
        }
        int found = text.indexOf(consequence, Math.max(from, 0));
        return found >= 0 ? found : Math.max(rule.getStartCharacter(), 0);
    }
}
