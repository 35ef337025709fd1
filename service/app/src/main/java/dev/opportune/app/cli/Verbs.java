package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.app.auth.KeyRefusedException;
import dev.opportune.authoring.Suggestion;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: one verb, its options, an exit code. */
public final class Verbs {
    /** How the parser of the command line says that a word is none of those there are. */
    private static final Pattern CHOICE =
            Pattern.compile("Invalid value for option '(?<option>[^']*)'.*: expected one of"
                    + " \\[(?<words>.*)] \\(case-insensitive\\) but was '(?<written>.*)'");

    private final Terminal terminal;
    private final InstantSource machine;

    /** @param machine the machine's clock */
    public Verbs(Terminal terminal, InstantSource machine) {
        this.terminal = terminal;
        this.machine = machine;
    }

    /**
     * Runs one command to its end.
     *
     * @return 0 if all is well, 1 if a fixture failed or the service says no, 2 if it cannot be done as asked, 3 if coverage is below the threshold, 70
     *     if something broke
     */
    public int run(String... arguments) {
        CommandLine commands = new CommandLine(new Root())
                .addSubcommand(new ServeVerb(terminal))
                .addSubcommand(new CheckVerb(terminal, machine))
                .addSubcommand(new TestVerb(terminal, machine))
                .addSubcommand(new SchemaVerb(terminal))
                .addSubcommand(new ReplayVerb(terminal))
                .addSubcommand(RulesVerb.with(terminal))
                .addSubcommand(KeysVerb.with(terminal, machine))
                .addSubcommand(new ExplainVerb(terminal))
                .addSubcommand(new TryVerb(terminal))
                .addSubcommand(new DemoVerb(terminal, machine));
        commands.setOut(new PrintWriter(terminal.out(), true, UTF_8));
        commands.setErr(new PrintWriter(terminal.err(), true, UTF_8));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.registerConverter(Instant.class, Verbs::instant);
        commands.registerConverter(Pattern.class, Verbs::pattern);
        commands.setParameterExceptionHandler((mistake, given) -> misused(mistake));
        commands.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
        return commands.execute(arguments);
    }

    /** Tells the mistake and what was meant by it or, where nobody can guess that, how the command is used. */
    private int misused(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        Matcher choice = CHOICE.matcher(String.valueOf(mistake.getMessage()));
        if (choice.matches()) {
            return notAmong(choice);
        }
        Optional<String> meant = mistake instanceof UnmatchedArgumentException unknown
                ? Suggestion.nearest(unknown.getUnmatched().get(0), words(command))
                : Optional.empty();
        terminal.err().println("opportune: " + mistake.getMessage());
        meant.ifPresentOrElse(
                word -> terminal.err().println("did you mean \"" + word + "\"?"),
                () -> command.usage(command.getErr()));
        return ExitCode.BROKEN.code();
    }

    /** The words of a choice are told as they are written, not as the code spells them. */
    private int notAmong(Matcher choice) {
        List<String> words = List.of(
                choice.group("words").toLowerCase(Locale.ROOT).replace('_', '-').split(", "));
        String written = choice.group("written");
        terminal.err().println("opportune: " + choice.group("option") + " cannot be \"" + written + "\"");
        terminal.err().println(Suggestion.hint(written, words));
        return ExitCode.BROKEN.code();
    }

    private static List<String> words(CommandLine command) {
        return Stream.concat(
                        command.getSubcommands().keySet().stream(),
                        command.getCommandSpec().optionsMap().keySet().stream())
                .toList();
    }

    private int failed(Exception failure) {
        if (failure instanceof KeyRefusedException) {
            terminal.err().println("opportune: " + failure.getMessage());
            return ExitCode.FAILED.code();
        }
        if (failure instanceof RefusedException) {
            terminal.err().println("opportune: " + failure.getMessage());
            return ExitCode.BROKEN.code();
        }
        terminal.err().println("opportune: something went wrong that should not have:");
        failure.printStackTrace(terminal.err());
        return ExitCode.UNEXPECTED.code();
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noInstant) {
            throw new TypeConversionException(
                    "\"" + text + "\" is no instant; write it like 2026-11-23T10:30:00Z, with an offset");
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException noPattern) {
            throw new TypeConversionException(
                    "\"" + text + "\" is no regular expression: " + noPattern.getDescription());
        }
    }

    @Command(
            name = "opportune",
            description = "Behaviour in, the next best email out, with its reasons.",
            versionProvider = Version.class,
            mixinStandardHelpOptions = true,
            subcommands = CommandLine.HelpCommand.class)
    private static final class Root {}

    private static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Verbs.class.getPackage().getImplementationVersion();
            return new String[] {"opportune " + (version == null ? "unpackaged" : version)};
        }
    }
}
