package dev.opportune.canary;

/** Sings when something runs that must not: whatever initialises, makes or calls it leaves a system property behind. */
public class Canary {
    /** Set by anything foreign that ran in this process. */
    public static final String PROPERTY = "opportune.canary";

    /** State that no rule may have. */
    public static int songs;

    static {
        System.setProperty(PROPERTY, "a class was initialised");
    }

    public Canary() {
        sing();
    }

    public static boolean sing() {
        System.setProperty(PROPERTY, "a method was called");
        return true;
    }
}
