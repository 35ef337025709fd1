package dev.opportune.facts;

/** Which variant of an experiment the profile is in. */
public record Variant(String experiment, String name) {
    public String getExperiment() {
        return experiment;
    }

    public String getName() {
        return name;
    }
}
