package dev.opportune.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.DecisionJson;
import dev.opportune.app.api.ExplanationJson;
import dev.opportune.app.api.Json;
import dev.opportune.authoring.explanation.Explainer;
import dev.opportune.authoring.explanation.Explanation;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells why something was decided, or what happened to a profile. */
@Command(
        name = "explain",
        description = "Tell why a decision is what it is: the events and the rule behind it, and what each gate saw.",
        mixinStandardHelpOptions = true)
final class ExplainVerb implements Callable<Integer> {
    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Mixin
    private final RecordOption record;

    @Mixin
    private final FormatOption format = new FormatOption();

    private static final class What {
        @Parameters(arity = "0..1", paramLabel = "DECISION", description = "The id of a decision: d_7f3a…")
        private @Nullable String decision;

        @ArgGroup(exclusive = false)
        private @Nullable Somebody somebody;
    }

    private static final class Somebody {
        @Option(
                names = "--profile",
                required = true,
                paramLabel = "ID",
                description = "Instead: what happened to a profile, newest first, and what did not.")
        private String profile = "";

        @Option(names = "--flow", paramLabel = "FLOW", description = "Of this flow alone.")
        private @Nullable String flow;

        @Option(names = "--since", paramLabel = "INSTANT", description = "Nothing from before.")
        private @Nullable Instant since;

        @Option(names = "--limit", paramLabel = "N", description = "At most so many lines, 1 to 500 (default: 100).")
        private int limit = 100;
    }

    ExplainVerb(Terminal terminal) {
        this.terminal = terminal;
        this.record = new RecordOption(terminal);
    }

    @Override
    public Integer call() throws JsonProcessingException {
        Somebody somebody = what.somebody;
        if (somebody != null && (somebody.limit < 1 || somebody.limit > 500)) {
            throw new RefusedException("--limit is from 1 to 500");
        }
        JsonNode told = record.isDatabase()
                ? read()
                : record.service().get(path()).orRefused().body();
        if (format.isJson()) {
            terminal.out().println(told);
        } else {
            told.path("words").forEach(line -> terminal.out().println(line.asText()));
        }
        return ExitCode.OK.code();
    }

    private String path() {
        Somebody somebody = what.somebody;
        if (somebody == null) {
            return "/v1/decisions/" + ServiceCall.encoded(String.valueOf(what.decision)) + "/explanation";
        }
        return "/v1/profiles/" + ServiceCall.encoded(somebody.profile) + "/explanation?limit=" + somebody.limit
                + (somebody.flow == null ? "" : "&flow=" + ServiceCall.encoded(somebody.flow))
                + (somebody.since == null ? "" : "&since=" + ServiceCall.encoded(Properties.canonical(somebody.since)));
    }

    private JsonNode read() throws JsonProcessingException {
        try (Store store = record.open()) {
            Explainer explainer = new Explainer(store, RecordOption.library(store), record.settings());
            Explanation told = explained(explainer)
                    .orElseThrow(() -> new RefusedException(
                            what.somebody == null
                                    ? "there is no decision " + what.decision + " in this database"
                                    : "nothing was ever received from a profile \"" + what.somebody.profile + "\""));
            Json json = new Json();
            return Json.reader().readTree(json.write(new ExplanationJson(new DecisionJson(json)).fields(told)));
        }
    }

    private Optional<Explanation> explained(Explainer explainer) {
        Somebody somebody = what.somebody;
        return somebody == null
                ? explainer.decision(String.valueOf(what.decision))
                : explainer.profile(somebody.profile, somebody.flow, somebody.since, somebody.limit);
    }
}
