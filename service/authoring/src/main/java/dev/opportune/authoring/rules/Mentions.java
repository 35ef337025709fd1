package dev.opportune.authoring.rules;

import dev.opportune.authoring.drl.Action;
import dev.opportune.authoring.drl.Condition;
import dev.opportune.authoring.drl.Consequence;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.Reading;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * What rules name and stories name too.
 *
 * @param messages that are proposed; empty where the text of some rule does not say which
 * @param endings reasons for which runs are ended; empty where the text of some rule does not say which
 * @param events of which rules look for the name
 */
public record Mentions(
        Optional<SortedSet<String>> messages, Optional<SortedSet<String>> endings, SortedSet<String> events) {
    /** In files of which nothing is wrong. */
    public static Mentions in(Map<String, byte[]> files) {
        List<DrlFile> parsed = ParseStage.parsed(files);
        return new Mentions(messages(parsed), endings(parsed), events(parsed));
    }

    static Optional<SortedSet<String>> messages(List<DrlFile> files) {
        return named(files, action -> action.proposesMessage() ? Optional.of(action.message()) : Optional.empty());
    }

    private static Optional<SortedSet<String>> endings(List<DrlFile> files) {
        return named(files, action -> action.is(Action.END) ? Optional.of(action.reason()) : Optional.empty());
    }

    /** @param what the actions of a kind name, if their text says it; empty for actions of other kinds */
    private static Optional<SortedSet<String>> named(
            List<DrlFile> files, Function<Action, Optional<Optional<String>>> what) {
        SortedSet<String> names = new TreeSet<>();
        for (DrlFile file : files) {
            for (RuleDescr rule : file.rules()) {
                if (Consequence.of(file, rule).block().isEmpty()) {
                    return Optional.empty();
                }
                List<Optional<String>> found = Reading.of(file, rule).actions().stream()
                        .map(what)
                        .flatMap(Optional::stream)
                        .toList();
                if (!found.stream().allMatch(Optional::isPresent)) {
                    return Optional.empty();
                }
                found.forEach(name -> name.ifPresent(names::add));
            }
        }
        return Optional.of(Collections.unmodifiableSortedSet(names));
    }

    private static SortedSet<String> events(List<DrlFile> files) {
        SortedSet<String> events = new TreeSet<>();
        for (DrlFile file : files) {
            for (RuleDescr rule : file.rules()) {
                Condition.of(file, rule).stream()
                        .filter(Condition::isCustomEvent)
                        .flatMap(condition -> condition.texts("name"))
                        .forEach(name -> events.add(name.text()));
            }
        }
        return Collections.unmodifiableSortedSet(events);
    }
}
