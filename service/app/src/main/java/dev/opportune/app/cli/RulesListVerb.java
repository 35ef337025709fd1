package dev.opportune.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists which revisions are live, were, and are proposed. */
@Command(
        name = "list",
        description = "Which revision is live, which ones were, newest first, and which are proposed.",
        mixinStandardHelpOptions = true)
final class RulesListVerb implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ServiceOption service;

    @Mixin
    private final FormatOption format = new FormatOption();

    RulesListVerb(Terminal terminal) {
        this.terminal = terminal;
        this.service = new ServiceOption(terminal);
    }

    @Override
    public Integer call() {
        ServiceCall.Answer answer = service.call().get("/v1/rules").orRefused();
        if (format.isJson()) {
            terminal.out().println(answer.text());
        } else {
            pretty(answer.body());
        }
        return ExitCode.OK.code();
    }

    private void pretty(JsonNode rules) {
        PrintStream to = terminal.out();
        for (JsonNode motion : rules.path("proposals")) {
            to.println(line("proposed", motion, motion.path("proposedAt").asText()));
        }
        String state = "live";
        for (JsonNode activation : rules.path("history")) {
            to.println(line(state, activation, activation.path("activatedAt").asText()));
            state = "";
        }
        for (JsonNode quarantined : rules.path("quarantined")) {
            to.println("left out for everybody: " + quarantined.path("reason").asText());
        }
        for (JsonNode failing : rules.path("failing")) {
            int profiles = failing.path("profiles").asInt();
            to.println("failed for " + profiles + (profiles == 1 ? " profile: \"" : " profiles: \"")
                    + failing.path("rule").asText() + "\" ("
                    + failing.path("place").asText() + "): "
                    + failing.path("reason").asText("before the service was started; explain --profile tells why"));
        }
        JsonNode error = rules.path("lastError");
        if (error.isObject()) {
            to.println("the last attempt that failed, at " + error.path("at").asText() + ":");
            error.path("problems").forEach(problem -> to.println("  " + problem.asText()));
        }
    }

    private static String line(String state, JsonNode entry, String at) {
        return String.format(
                        Locale.ROOT,
                        "%-8s  %s  %-24s  %s  %s",
                        state,
                        RulesVerb.shortened(entry.path("revision").asText()),
                        at,
                        entry.path("by").asText(),
                        entry.path("note").asText())
                .stripTrailing();
    }
}
