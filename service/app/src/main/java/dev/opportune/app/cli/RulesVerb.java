package dev.opportune.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What is live in the running service, and was, and shall be. */
@Command(
        name = "rules",
        description = "Ask the running service which rules are live and were, and make others live.",
        mixinStandardHelpOptions = true)
final class RulesVerb {
    private RulesVerb() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new RulesVerb())
                .addSubcommand(new RulesListVerb(terminal))
                .addSubcommand(new RulesShowVerb(terminal))
                .addSubcommand(new RulesActivateVerb(terminal));
    }

    /** As much of a revision's name as people need, and all commands take. */
    static String shortened(String revision) {
        return revision.substring(0, Math.min(12, revision.length()));
    }
}
