package dev.opportune.app.cli;

import dev.opportune.app.Assembly;
import dev.opportune.app.OpportuneApplication;
import dev.opportune.app.config.OpportuneConfig;
import dev.opportune.app.demo.InWords;
import dev.opportune.app.demo.NeverFired;
import dev.opportune.app.demo.Playback;
import dev.opportune.app.demo.Suggestions;
import dev.opportune.app.replay.Summary;
import dev.opportune.app.service.Capacity;
import dev.opportune.app.service.RulesTerms;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Opening;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.timeline.Properties;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes example data in through the service's own path, shows what came of it, and serves it. */
@Command(
        name = "demo",
        description = "Take the example data in through the service's own path into a fresh database, show what was"
                + " decided and why, and serve it with a clock that runs on from the end of the data.",
        mixinStandardHelpOptions = true)
final class DemoVerb implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** A person is shown the reasons here, so nobody's missing consent hides them; a real service is stricter. */
    private static final Settings SETTINGS = Settings.of(true);

    private final Terminal terminal;
    private final InstantSource machine;

    @Mixin
    private final RulesOption rules;

    @Option(names = "--data", paramLabel = "DIR", description = "The folder with the data (default: fixtures/data).")
    private Path data = Path.of("fixtures", "data");

    @Option(names = "--out", hidden = true, description = "Write the canonical decisions.")
    private @Nullable Path out;

    @Option(names = "--no-serve", hidden = true, description = "End after the summary.")
    private boolean ending;

    DemoVerb(Terminal terminal, InstantSource machine) {
        this.terminal = terminal;
        this.machine = machine;
        this.rules = new RulesOption(terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Loaded loaded = rules.usable();
        Ports ports = Ports.of(terminal.environment());
        DemoData given = DemoData.in(data, terminal);
        Path folder = Files.createTempDirectory("opportune-demo-");
        Path database = folder.resolve("opportune.db");
        List<String> calls = play(loaded, given, database, ports);
        if (!ending) {
            serve(database, given.end(), ports, calls);
        }
        return ExitCode.OK.code();
    }

    private List<String> play(Loaded loaded, DemoData given, Path database, Ports ports) throws InterruptedException {
        Playback playback = new Playback(given.start());
        try (Assembly assembly = open(database, playback);
                Progress progress =
                        new Progress(terminal, "taking in", given.entries().size())) {
            playback.play(assembly.engine(), given.entries(), progress, PATIENCE);
            progress.close();
            List<Decision> decisions = Playback.decisions(assembly.store());
            DecisionFile.write(out, decisions);
            tell(loaded, given, decisions);
            terminal.out().println("database " + database);
            return calls(new Suggestions(assembly.engine(), decisions), given, ports);
        }
    }

    private Assembly open(Path database, InstantSource clock) {
        return Assembly.open(
                database, rules.folder(), SETTINGS, Capacity.DEFAULT, RulesTerms.DEFAULT, clock, new SecureRandom());
    }

    private void tell(Loaded loaded, DemoData given, List<Decision> decisions) {
        PrintStream to = terminal.out();
        given.described().forEach(to::println);
        to.println("ruleset " + loaded.revision());
        to.println("unknown consent counted as granted (serve counts it as withdrawn)");
        to.println();
        Summary summary = new Summary(loaded.ruleset().orElseThrow().flows().keySet(), decisions);
        summary.lines().forEach(to::println);
        to.println();
        InWords words = new InWords(given.entries(), decisions, given::name);
        for (Decision example :
                InWords.examples(decisions, decision -> !given.synthetic().contains(decision.profileId()))) {
            words.explain(example).forEach(to::println);
            to.println();
        }
        if (!summary.neverFired().isEmpty()) {
            tellNeverFired(loaded, given, summary.neverFired());
        }
    }

    private void tellNeverFired(Loaded loaded, DemoData given, List<String> flows) {
        NeverFired reasons = new NeverFired(given.entries());
        List<Opening> openings = Opening.in(loaded.files());
        for (String flow : flows) {
            terminal.out().println(flow + " never fired");
            reasons.why(flow, openings).forEach(line -> terminal.out().println("    " + line));
        }
        terminal.out().println();
    }

    private static List<String> calls(Suggestions suggestions, DemoData given, Ports ports) {
        SortedMap<Outcome, String> found = suggestions.find();
        return List.of(Outcome.SEND, Outcome.WAIT, Outcome.NONE).stream()
                .map(answer -> {
                    String profileId = found.get(answer);
                    return profileId == null
                            ? "# nobody in the data is answered " + answer.word()
                            : "# " + answer.word() + ": " + given.name(profileId) + "\n"
                                    + suggestions.curl(ports.service(), profileId);
                })
                .toList();
    }

    private void serve(Path database, Instant end, Ports ports, List<String> calls) throws InterruptedException {
        Instant begin = machine.instant();
        InstantSource running = () -> end.plus(Duration.between(begin, machine.instant()));
        String address = Serving.start(() -> new OpportuneApplication(unused -> open(database, running))
                .start(OpportuneConfig.on(ports.service(), ports.admin())));
        PrintStream to = terminal.out();
        to.println("serving on " + address + ", its clock running on from " + Properties.canonical(end)
                + "; what is saved under " + rules.folder() + " goes live; Ctrl-C ends it");
        calls.forEach(to::println);
        Serving.untilStopped();
    }
}
