package dev.opportune.authoring.rules;

import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.Tokens;
import dev.opportune.authoring.drl.Tokens.Token;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.drools.drl.ast.descr.RuleDescr;

/** Which flows have another path for those whom the first one did not reach. */
public final class Fallbacks {
    private static final List<String> ACTION = List.of("decide", ".", "fallback", "(");

    private Fallbacks() {}

    /** The flows in whose folder a rule proposes a fallback. Files that cannot be parsed have none. */
    public static SortedSet<String> in(Map<String, byte[]> files) {
        SortedSet<String> flows = new TreeSet<>();
        for (DrlFile file : ParseStage.parsed(files)) {
            if (file.content().getRules().stream().anyMatch(Fallbacks::proposes)) {
                flows.add(file.folder());
            }
        }
        return flows;
    }

    private static boolean proposes(RuleDescr rule) {
        List<String> words = Tokens.of(String.valueOf(rule.getConsequence())).stream()
                .map(Token::text)
                .toList();
        return Collections.indexOfSubList(words, ACTION) >= 0;
    }
}
