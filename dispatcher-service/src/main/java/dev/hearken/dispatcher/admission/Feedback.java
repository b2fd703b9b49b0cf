package dev.hearken.dispatcher.admission;

/** What an attempt says about its endpoint. */
public enum Feedback {
    /** The endpoint took it. */
    DELIVERED,
    /** The endpoint works and does not want this request. */
    REJECTED,
    /** The endpoint answered that it cannot, or not with an answer that counts. */
    FAILING,
    /** The endpoint could not be reached, or did not answer in time. */
    UNREACHABLE,
    /** Nothing was tried. */
    NOTHING
}
