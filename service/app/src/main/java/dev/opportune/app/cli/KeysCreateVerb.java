package dev.opportune.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.KeysJson;
import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Scope;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a key. */
@Command(
        name = "create",
        description = "Make a key and print it: once, for only a hash of it is kept.",
        footer = {
            "",
            "The first key must have the scope admin, or nobody could make another. Exits with 1 if the other keys there",
            "are do not let this one be made."
        },
        mixinStandardHelpOptions = true)
final class KeysCreateVerb implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final KeyringOption ring;

    @Parameters(
            paramLabel = "NAME",
            description = "Of whoever gets it; for ingest, the source of the events that come with it.")
    private String name = "";

    @Option(
            names = "--scope",
            required = true,
            split = ",",
            paramLabel = "SCOPE",
            description = "What it opens, may be given more than once: ingest (send events), decide (ask for the next"
                    + " email, and read), author (change rules), admin (make and revoke keys).")
    private Set<Scope> scopes = EnumSet.noneOf(Scope.class);

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            description = "How often it may call (default: as config.yml says for each key).")
    private @Nullable Integer rate;

    @Mixin
    private final FormatOption format = new FormatOption();

    KeysCreateVerb(Terminal terminal, InstantSource machine) {
        this.terminal = terminal;
        this.ring = new KeyringOption(terminal, machine);
    }

    @Override
    public Integer call() {
        JsonNode made = ring.ask(
                true,
                service -> service.post("/v1/keys", body()),
                locksmith -> KeysJson.made(locksmith.make(name, scopes, rate, Keys.COMMAND_LINE)));
        if (format.isJson()) {
            terminal.out().println(made);
        } else {
            terminal.out().println(made.path("key").asText());
            terminal.err()
                    .println("opportune: this is the key \"" + name + "\" for " + words()
                            + "; it is kept as a hash only, and is not shown again");
        }
        return ExitCode.OK.code();
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new TreeMap<>();
        body.put("name", name);
        body.put("scopes", scopes.stream().map(Scope::word).toList());
        if (rate != null) {
            body.put("requestsPerSecond", rate);
        }
        return body;
    }

    private String words() {
        return scopes.stream().map(Scope::word).collect(Collectors.joining(", "));
    }
}
