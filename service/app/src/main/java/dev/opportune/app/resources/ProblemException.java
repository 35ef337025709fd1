package dev.opportune.app.resources;

/** Ends a call with a problem. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** A mistake in the request. */
    static ProblemException badRequest(String code, String detail, String next) {
        return new ProblemException(new Problem(400, code, detail, next));
    }

    Problem problem() {
        return problem;
    }
}
