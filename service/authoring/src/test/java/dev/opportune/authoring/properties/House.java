package dev.opportune.authoring.properties;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.session.OneRuleset;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The shipped flows, as they are or with a flow paused and a message vetoed, so that these gates have a say too. */
enum House {
    SHIPPED(Set.of(), Set.of()),
    STRICT(Set.of("repeat-engagement"), Set.of("similar-products"));

    private static final String VETO = """

            rule "Not that one"
            when
                $candidate : Candidate( message == "similar-products" )
            then
                decide.veto($candidate, "not that one");
            end
            """;

    private final Set<String> pausedFlows;
    private final Set<String> vetoedMessages;
    private final Ruleset ruleset;

    House(Set<String> pausedFlows, Set<String> vetoedMessages) {
        this.pausedFlows = pausedFlows;
        this.vetoedMessages = vetoedMessages;
        this.ruleset = load(pausedFlows, !vetoedMessages.isEmpty());
    }

    private static Ruleset load(Set<String> pausedFlows, boolean vetoing) {
        Map<String, byte[]> files =
                new TreeMap<>(RulesFolder.read(ShippedRules.folder()).files());
        pausedFlows.forEach(flow -> append(files, flow + "/flow.yml", "paused: true\n"));
        if (vetoing) {
            append(files, "long-look/long-look.drl", VETO);
        }
        return new Rules().load(RulesFolder.of(files)).ruleset().orElseThrow();
    }

    private static void append(Map<String, byte[]> files, String path, String text) {
        files.merge(path, text.getBytes(UTF_8), (before, more) -> (new String(before, UTF_8) + text).getBytes(UTF_8));
    }

    Rulesets rulesets() {
        return new OneRuleset(ruleset);
    }

    /** Why a message is not sent, whoever it is for; null if nothing is against it. */
    String no(String flow, String message) {
        return vetoedMessages.contains(message) ? "vetoed" : pausedFlows.contains(flow) ? "paused" : null;
    }
}
