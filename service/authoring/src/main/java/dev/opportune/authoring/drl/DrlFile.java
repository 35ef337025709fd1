package dev.opportune.authoring.drl;

import dev.opportune.authoring.Place;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * A file of rules, parsed.
 *
 * @param brokenLines where the parser found mistakes, in the text that it read
 */
public record DrlFile(Source source, PackageDescr content, Set<Integer> brokenLines) {
    /** The author's file, inside the rules folder. */
    public String path() {
        return source.path();
    }

    /** What was parsed: all characters and lines of the content are counted in it. */
    public String text() {
        return source.text();
    }

    /** The rules that could be parsed whole: of the others the parser makes something that nobody wrote. */
    public List<RuleDescr> rules() {
        return content.getRules().stream()
                .filter(rule ->
                        brokenLines.stream().noneMatch(line -> line >= rule.getLine() && line < lineAfter(rule)))
                .toList();
    }

    /** Where the next rule starts: the parser may lose the end of a broken one. */
    private int lineAfter(RuleDescr rule) {
        return content.getRules().stream()
                .mapToInt(RuleDescr::getLine)
                .filter(line -> line > rule.getLine())
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** The text with some rules blanked out, so that all others stay where they are. */
    public String textWithout(Predicate<RuleDescr> blanked) {
        StringBuilder less = new StringBuilder(text());
        for (RuleDescr rule : content.getRules()) {
            if (blanked.test(rule) && rule.getStartCharacter() >= 0) {
                int end = Math.min(rule.getEndCharacter() + 1, less.length());
                for (int i = rule.getStartCharacter(); i < end; i++) {
                    if (less.charAt(i) != '\n') {
                        less.setCharAt(i, ' ');
                    }
                }
            }
        }
        return less.toString();
    }

    /** The folder it is in, which has its flow's name; empty at the top. */
    public String folder() {
        int slash = path().indexOf('/');
        return slash < 0 ? "" : path().substring(0, slash);
    }

    /** Where a character of the text was written. */
    public Place place(int character) {
        return source.place(character);
    }

    /** Where something was written, as well as the parser knows. */
    public Place place(BaseDescr something) {
        return something.getStartCharacter() >= 0 && something.getStartCharacter() < text().length()
                ? place(something.getStartCharacter())
                : line(something.getLine());
    }

    /** Where a line of the text was written. */
    public Place line(int line) {
        return source.line(line);
    }

    /** Whether the file imports a fact. */
    public boolean imports(String fact) {
        return content.getImports().stream()
                .map(ImportDescr::getTarget)
                .anyMatch(target ->
                        target.equals(FactTypes.PACKAGE + ".*") || target.equals(FactTypes.PACKAGE + "." + fact));
    }

    /** Where the consequence's text starts in the file's. */
    public int consequenceStart(RuleDescr rule) {
        String consequence = String.valueOf(rule.getConsequence());
        int from = 0;
        for (int line = 1; line < rule.getConsequenceLine() && from >= 0; line++) {
            from = text().indexOf('\n', from) + 1;
        }
        int found = text().indexOf(consequence, Math.max(from, 0));
        return found >= 0 ? found : Math.max(rule.getStartCharacter(), 0);
    }
}
