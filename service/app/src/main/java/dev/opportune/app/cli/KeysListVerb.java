package dev.opportune.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.KeysJson;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists keys. */
@Command(
        name = "list",
        description = "Which keys there are and were, and what they open; never the keys themselves.",
        mixinStandardHelpOptions = true)
final class KeysListVerb implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final KeyringOption ring;

    @Mixin
    private final FormatOption format = new FormatOption();

    KeysListVerb(Terminal terminal, InstantSource machine) {
        this.terminal = terminal;
        this.ring = new KeyringOption(terminal, machine);
    }

    @Override
    public Integer call() {
        JsonNode answer = ring.ask(
                false, service -> service.get("/v1/keys"), locksmith -> KeysJson.list(List.of(), locksmith.made()));
        if (format.isJson()) {
            terminal.out().println(answer);
        } else {
            answer.path("keys").forEach(key -> terminal.out().println(line(key)));
        }
        return ExitCode.OK.code();
    }

    private static String line(JsonNode key) {
        List<String> scopes = new ArrayList<>();
        key.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        return String.format(
                        Locale.ROOT,
                        "%-16s  %-20s  %s%s",
                        key.path("name").asText(),
                        String.join(",", scopes),
                        key.path("createdAt").isTextual()
                                ? "made " + key.path("createdAt").asText() + " by "
                                        + key.path("createdBy").asText()
                                : "in config.yml",
                        key.path("revokedAt").isTextual()
                                ? ", revoked " + key.path("revokedAt").asText()
                                : "")
                .stripTrailing();
    }
}
