package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** The command line: one verb, its options, an exit code. */
public final class Verbs {
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
     * @return 0 if all is well, 1 if a fixture failed, 2 if it cannot be done as asked, 3 if something broke
     */
    public int run(String... arguments) {
        CommandLine commands = new CommandLine(new Root())
                .addSubcommand(new ServeVerb(terminal))
                .addSubcommand(new CheckVerb(terminal))
                .addSubcommand(new TestVerb(terminal, machine))
                .addSubcommand(new ReplayVerb(terminal))
                .addSubcommand(new DemoVerb(terminal, machine));
        commands.setOut(new PrintWriter(terminal.out(), true, UTF_8));
        commands.setErr(new PrintWriter(terminal.err(), true, UTF_8));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.registerConverter(Instant.class, Verbs::instant);
        commands.registerConverter(Pattern.class, Verbs::pattern);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
        return commands.execute(arguments);
    }

    private int failed(Exception failure) {
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
