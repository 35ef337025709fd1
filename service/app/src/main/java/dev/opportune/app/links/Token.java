package dev.opportune.app.links;

/** What a link in an email stands for: one person, and one purpose of which they can withdraw their consent. */
public record Token(String profileId, String purpose) {}
