package dev.opportune.authoring.rules;

import dev.opportune.authoring.drl.Descriptors;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.FactTypes;
import dev.opportune.facts.EventFact;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Puts {@code arrived} into what a rule counts or asks the existence of. Events that were sent as history bring nothing
 * forward: a match says which events it is about, but not which it has counted. A {@code not} sees them all, for
 * history may take away.
 */
final class Arrived {
    private static final String CONSTRAINT = " arrived";

    private Arrived() {}

    /** @param sound the rules that are left in the text, each where it stood in the file's */
    static String in(DrlFile file, List<RuleDescr> sound, String text) {
        SortedSet<Integer> places = new TreeSet<>(Collections.reverseOrder());
        for (RuleDescr rule : sound) {
            Descriptors.all(rule)
                    .filter(descr -> descr instanceof AccumulateDescr || descr instanceof ExistsDescr)
                    .flatMap(Descriptors::all)
                    .filter(Arrived::isOfEvents)
                    .forEach(pattern -> places.add(opening(file, (PatternDescr) pattern)));
        }
        StringBuilder more = new StringBuilder(text);
        for (int place : places) {
            boolean alone = text.substring(place).stripLeading().startsWith(")");
            more.insert(place, alone ? CONSTRAINT : CONSTRAINT + ",");
        }
        return more.toString();
    }

    private static boolean isOfEvents(BaseDescr descr) {
        return descr instanceof PatternDescr pattern
                && FactTypes.find(String.valueOf(pattern.getObjectType()))
                        .filter(EventFact.class::isAssignableFrom)
                        .isPresent();
    }

    /** Where the constraints of a pattern begin. */
    private static int opening(DrlFile file, PatternDescr pattern) {
        int name = file.text().indexOf(pattern.getObjectType(), Math.max(pattern.getStartCharacter(), 0));
        int bracket = file.text().indexOf('(', name + pattern.getObjectType().length());
        if (pattern.getStartCharacter() < 0 || name < 0 || bracket < 0) {
            throw new IllegalStateException("no place is known of " + pattern);
        }
        return bracket + 1;
    }
}
