package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.DecisionJson;
import dev.opportune.app.api.ExplanationJson;
import dev.opportune.app.api.Json;
import dev.opportune.app.api.ProblemsJson;
import dev.opportune.app.api.TrialJson;
import dev.opportune.authoring.explanation.Past;
import dev.opportune.authoring.explanation.Sources;
import dev.opportune.authoring.explanation.Trial;
import dev.opportune.authoring.fixtures.Fixture;
import dev.opportune.authoring.fixtures.FixtureRunner;
import dev.opportune.authoring.fixtures.Result;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.session.OneRuleset;
import dev.opportune.kernel.session.OutOfPatienceException;
import dev.opportune.kernel.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what other rules would have decided for somebody, beside what is recorded; nothing of it is kept. */
@Command(
        name = "try",
        description =
                "Run what a profile did, or a fixture, through rules that are not live, and tell what they would have"
                        + " decided and why. Nothing is kept.",
        mixinStandardHelpOptions = true)
final class TryVerb implements Callable<Integer> {
    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    private On on = new On();

    @Mixin
    private final CandidateOption candidate;

    @Mixin
    private final RecordOption record;

    @Option(names = "--from", paramLabel = "INSTANT", description = "Leave out what was decided before.")
    private @Nullable Instant from;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description =
                    "Let time run to here (default: the present of a service, the last that a database knows of).")
    private @Nullable Instant until;

    @Mixin
    private final FormatOption format = new FormatOption();

    private static final class On {
        @Option(names = "--profile", paramLabel = "ID", description = "Try them on what this profile really did.")
        private @Nullable String profile;

        @Option(names = "--fixture", paramLabel = "FILE", description = "Play this fixture under them instead.")
        private @Nullable Path fixture;
    }

    TryVerb(Terminal terminal) {
        this.terminal = terminal;
        this.candidate = new CandidateOption(terminal);
        this.record = new RecordOption(terminal);
    }

    @Override
    public Integer call() throws JsonProcessingException {
        JsonNode told = told();
        if (format.isJson()) {
            terminal.out().println(told);
        } else {
            pretty(told);
        }
        return exitCode(told.path("status").asText()).code();
    }

    private JsonNode told() throws JsonProcessingException {
        Path fixture = on.fixture;
        if (fixture != null) {
            if (from != null || until != null) {
                throw new RefusedException("a fixture has its own times: leave out --from and --until");
            }
            Loaded rules = candidate.usable();
            return json(trialJson().fields(rules, played(fixture, rules)));
        }
        String profile = String.valueOf(on.profile);
        return record.isDatabase() ? tried(profile) : asked(profile);
    }

    private static Result played(Path file, Loaded rules) {
        try {
            return new FixtureRunner(new Rules(), rules).run(Fixture.of(file, Files.readString(file, UTF_8)));
        } catch (IOException unreadable) {
            throw new RefusedException("the fixture " + file + " cannot be read; name a file by --fixture FILE");
        }
    }

    private JsonNode tried(String profile) throws JsonProcessingException {
        Loaded rules = candidate.usable();
        try (Store store = record.open()) {
            Past past = Past.of(store, profile)
                    .orElseThrow(
                            () -> new RefusedException("nothing was ever received from a profile \"" + profile + "\""));
            if (!past.whole()) {
                throw new RefusedException("the profile has more than " + Past.MOST_ENTRIES + " entries");
            }
            Instant begin = from == null ? Instant.EPOCH : from;
            Instant end = until == null ? past.lastKnown() : until;
            Sources sources =
                    new Sources(new OneRuleset(rules.ruleset().orElseThrow()), revision -> Optional.of(rules.files()));
            Trial.Outcome outcome = outcome(past, sources, begin, end);
            return json(trialJson()
                    .fields(
                            rules,
                            profile,
                            begin,
                            end,
                            past.until(end).entries().size(),
                            outcome));
        }
    }

    private Trial.Outcome outcome(Past past, Sources sources, Instant begin, Instant end) {
        try {
            return new Trial(past, sources, record.settings()).run(begin, end);
        } catch (OutOfPatienceException endless) {
            throw new RefusedException("the trial was stopped: " + endless.getMessage()
                    + "; look for a rule that answers each message with the next, or name an earlier end by --until");
        }
    }

    private JsonNode asked(String profile) {
        Map<String, @Nullable Object> body = new TreeMap<>(candidate.body());
        body.put("profile", profile);
        if (from != null) {
            body.put("from", from);
        }
        if (until != null) {
            body.put("until", until);
        }
        return record.service().post("/v1/rules/try", body).orRefused().body();
    }

    private static TrialJson trialJson() {
        return new TrialJson(new ExplanationJson(new DecisionJson(new Json())), new ProblemsJson());
    }

    private static JsonNode json(Map<String, @Nullable Object> fields) throws JsonProcessingException {
        return Json.reader().readTree(new Json().write(fields));
    }

    private static ExitCode exitCode(String status) {
        return switch (status) {
            case "failed" -> ExitCode.FAILED;
            case "broken" -> ExitCode.BROKEN;
            default -> ExitCode.OK;
        };
    }

    private void pretty(JsonNode told) {
        PrintStream to = terminal.out();
        to.println("ruleset " + told.path("revision").asText());
        if (told.has("status")) {
            to.println(
                    told.path("fixture").asText() + ": " + told.path("status").asText());
            told.path("words").forEach(line -> to.println(line.asText()));
            if (told.path("status").asText().equals("passed")) {
                told.path("log").forEach(line -> to.println("  " + line.asText()));
            }
            return;
        }
        JsonNode summary = told.path("summary");
        int entries = told.path("entries").asInt();
        to.println(entries + (entries == 1 ? " entry of " : " entries of ")
                + told.path("profileId").asText() + ", until "
                + told.path("until").asText());
        to.println(summary.path("same").asInt() + " the same, "
                + summary.path("changed").asInt() + " changed, "
                + summary.path("added").asInt() + " added, "
                + summary.path("removed").asInt() + " removed");
        told.path("failures").path("words").forEach(line -> to.println(line.asText()));
        for (int i = 0; i < told.path("words").size(); i++) {
            to.println();
            to.println(told.path("words").path(i).asText());
            told.path("decisions")
                    .path(i)
                    .path("explanation")
                    .path("words")
                    .forEach(line -> to.println("    " + line.asText()));
        }
    }
}
