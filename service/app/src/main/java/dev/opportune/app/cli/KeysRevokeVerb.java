package dev.opportune.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Revokes a key. */
@Command(
        name = "revoke",
        description = "Revoke a key: it opens nothing from then on. Its name may be given again.",
        footer = {"", "Exits with 1 if there is no such key, or it is the last with the scope admin."},
        mixinStandardHelpOptions = true)
final class KeysRevokeVerb implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final KeyringOption ring;

    @Parameters(paramLabel = "NAME", description = "Of the key.")
    private String name = "";

    @Mixin
    private final FormatOption format = new FormatOption();

    KeysRevokeVerb(Terminal terminal, InstantSource machine) {
        this.terminal = terminal;
        this.ring = new KeyringOption(terminal, machine);
    }

    @Override
    public Integer call() {
        JsonNode answer =
                ring.ask(false, service -> service.delete("/v1/keys/" + ServiceCall.encoded(name)), locksmith -> {
                    locksmith.revoke(name);
                    return Map.of("name", name, "revoked", true);
                });
        terminal.out().println(format.isJson() ? answer.toString() : "the key \"" + name + "\" is revoked");
        return ExitCode.OK.code();
    }
}
