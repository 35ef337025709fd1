package dev.opportune.app.cli;

import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Who may call the service. */
@Command(
        name = "keys",
        description = "Make keys for those who call the service, list them, and revoke them.",
        mixinStandardHelpOptions = true)
final class KeysVerb {
    private KeysVerb() {}

    static CommandLine with(Terminal terminal, InstantSource machine) {
        return new CommandLine(new KeysVerb())
                .addSubcommand(new KeysCreateVerb(terminal, machine))
                .addSubcommand(new KeysListVerb(terminal, machine))
                .addSubcommand(new KeysRevokeVerb(terminal, machine));
    }
}
