package dev.opportune.app.cli;

import dev.opportune.app.ingest.EventFiles.History;
import dev.opportune.app.replay.Replay;
import dev.opportune.app.replay.Summary;
import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.WrittenRule;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.session.OneRuleset;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Properties;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs events from files through the kernel and tells what would have been decided. */
@Command(
        name = "replay",
        description = "Run events from files through the rules in event time, without a server or a database.",
        footer = {
            "",
            "Files are NDJSON of Segment messages, or CSV with a header: timestamp (ISO-8601 or epoch milliseconds),",
            "userId, event, optionally messageId; every other column is a property. Several files are merged by time."
        },
        mixinStandardHelpOptions = true)
final class ReplayVerb implements Callable<Integer> {
    private enum Consent {
        GRANTED,
        NONE
    }

    private final Terminal terminal;

    @Mixin
    private final RulesOption rules;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "CSV or NDJSON.")
    private List<Path> files = List.of();

    @Option(
            names = "--out",
            paramLabel = "decisions.ndjson",
            description = "Write one decision a line, in canonical JSON.")
    private @Nullable Path out;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "Stop at this instant (default: when nothing is pending after the last event, at most one"
                    + " lookback later).")
    private @Nullable Instant until;

    @Option(
            names = "--consent",
            paramLabel = "granted|none",
            description = "What a consent counts as that nobody was asked about (default: granted).")
    private Consent consent = Consent.GRANTED;

    @Option(
            names = "--without",
            paramLabel = "RULE",
            description =
                    "Leave a rule out by its name, as the service does with one that keeps failing; may be repeated.")
    private List<String> without = List.of();

    ReplayVerb(Terminal terminal) {
        this.terminal = terminal;
        this.rules = new RulesOption(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        Loaded loaded = rules.usable();
        checkNames(loaded);
        Ruleset ruleset = loaded.ruleset().orElseThrow();
        History history = InputFiles.read(files, terminal);
        List<Entry> entries = history.entries().stream()
                .filter(entry -> until == null || !entry.occurredAt().isAfter(until))
                .toList();
        if (entries.isEmpty()) {
            throw new RefusedException("there are no events in the files" + (until == null ? "" : " up to " + until));
        }
        Instant last = entries.get(entries.size() - 1).occurredAt();
        Instant end = until == null ? last.plus(ruleset.policy().lookback()) : until;
        List<Decision> decisions = decide(loaded, entries, end);
        DecisionFile.write(out, decisions);
        tell(ruleset, history, entries, decisions);
        return ExitCode.OK.code();
    }

    private void checkNames(Loaded loaded) {
        Set<String> known =
                loaded.ruleNames().values().stream().flatMap(List::stream).collect(Collectors.toSet());
        for (String rule : without) {
            if (!known.contains(rule)) {
                throw new RefusedException(
                        "there is no rule \"" + rule + "\" to leave out; " + Suggestion.hint(rule, known));
            }
        }
    }

    private List<Decision> decide(Loaded loaded, List<Entry> entries, Instant end) throws InterruptedException {
        FailedRules failures = new FailedRules(WrittenRule.in(loaded.files()));
        Settings settings = Settings.of(consent == Consent.GRANTED).with(failures);
        int threads = Runtime.getRuntime().availableProcessors();
        try (Progress progress = new Progress(terminal, "replay", entries.size())) {
            return new Replay(new OneRuleset(loaded.ruleset().orElseThrow(), new TreeSet<>(without)), settings, threads)
                    .run(entries, end, progress);
        } finally {
            failures.tell(terminal.err());
        }
    }

    private void tell(Ruleset ruleset, History history, List<Entry> entries, List<Decision> decisions) {
        PrintStream to = terminal.out();
        to.println(InputFiles.described(entries));
        if (history.duplicates() > 0) {
            to.println(String.format(
                    Locale.ROOT,
                    "%,d more %s an id that another line had: each id counts once",
                    history.duplicates(),
                    history.duplicates() == 1 ? "line had" : "lines had"));
        }
        to.println("ruleset " + ruleset.revision());
        without.forEach(rule -> to.println("without \"" + rule + "\""));
        to.println(
                switch (consent) {
                    case GRANTED -> "unknown consent counted as granted (--consent none turns that off)";
                    case NONE -> "unknown consent counted as withdrawn";
                });
        to.println(
                until == null
                        ? "after the last event time ran on until nothing was pending, at most "
                                + Span.format(ruleset.policy().lookback())
                        : "time ran to " + Properties.canonical(until));
        to.println();
        new Summary(ruleset.flows().keySet(), decisions).lines().forEach(to::println);
        if (out != null) {
            to.println();
            to.println("decisions written to " + out);
        }
    }
}
