package dev.opportune.app.resources;

import dev.opportune.authoring.folders.RulesFolder;

/** How much may be sent at once: of events as Segment has it, of rules what a folder may hold. */
final class Limits {
    /** The largest message, in bytes. */
    static final int EVENT = 32 * 1024;
    /** The largest batch, in bytes. */
    static final int BATCH = 500 * 1024;
    /** The most messages in a batch. */
    static final int BATCH_EVENTS = 2500;

    /** The largest bundle of rules, in bytes: the largest folder, and room for what JSON adds. */
    static final int BUNDLE = RulesFolder.LARGEST_FOLDER + RulesFolder.LARGEST_FOLDER / 4;

    /** The longest fixture to be played while somebody waits, in characters. */
    static final int STORY = 64 * 1024;

    /** The largest call of an email provider, in bytes: SendGrid's, at 768 KB, and some room. */
    static final int WEBHOOK = 2 * 1024 * 1024;

    static final String EVENT_TOO_LARGE = "event_too_large";
    static final String BATCH_TOO_LARGE = "batch_too_large";

    private Limits() {}
}
