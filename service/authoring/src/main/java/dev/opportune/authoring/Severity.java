package dev.opportune.authoring;

/** How bad a problem is. */
public enum Severity {
    /** What has it cannot be used. */
    ERROR,
    /** It works, and is probably not what was meant. */
    WARNING
}
