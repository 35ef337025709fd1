package dev.opportune.authoring.lints;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;

/** A ruleset that nothing is warned of, with a rule more. */
final class LintCases {
    static final String HEAD =
            "package rules.more\nimport dev.opportune.facts.*\nglobal dev.opportune.facts.Decide decide\n";
    static final String POLICY = """
            default_timezone: Europe/Berlin
            lateness: 48h
            lookback: 120d
            channels:
              email: {consent: marketing}
            """;
    static final String FLOW = """
            flow: one
            owner: tests
            channel: email
            priority: 10
            reentry: 24h
            open_for: 3d
            """;
    /** Opens and ends runs, so that other rules can be about them. */
    private static final String FRAME = """
            rule "It starts"
            when
                $e : CustomEvent( now, name == "Start" )
            then
                Trigger t = decide.trigger("one", $e);
                decide.send(t, "first");
            end
            rule "It ends"
            when
                $t : Trigger( flow == "one" )
                Sent( trigger == $t, message == "second" )
            then
                decide.end($t, "done");
            end
            rule "Something else is said"
            when
                $t : Trigger( flow == "one" )
                CustomEvent( name == "More", this after[0s] $t )
            then
                decide.send($t, "second");
            end
            """;

    private LintCases() {}

    static Map<String, byte[]> files(String rules) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("policy.yml", POLICY.getBytes(UTF_8));
        files.put("one/flow.yml", FLOW.getBytes(UTF_8));
        files.put("one/one.drl", (HEAD + FRAME + rules).getBytes(UTF_8));
        return files;
    }

    static String rule(String conditions, String action) {
        return "rule \"Under test\"\nwhen\n    " + conditions.replace("\n", "\n    ") + "\nthen\n    " + action
                + "\nend\n";
    }
}
