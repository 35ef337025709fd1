package dev.opportune.app.cli;

import picocli.CommandLine.Option;

/** Whether people are told, or programs. */
final class FormatOption {
    private enum Format {
        PRETTY,
        JSON
    }

    @Option(names = "--format", paramLabel = "pretty|json", description = "How to tell (default: pretty).")
    private Format format = Format.PRETTY;

    boolean isJson() {
        return format == Format.JSON;
    }
}
