package io.itops.incident.knowledge;

/**
 * What can be done to a knowledge entry. The permission for an action is {@code knowledge-entry.} and its name in kebab-case.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum KnowledgeAction {
    /** Someone writes down what they know. */
    DRAFT,
    /** The text is changed. */
    EDIT,
    /** It is given to be reviewed. */
    SUBMIT,
    /** It is given back to be changed. */
    RETURN,
    /** It goes out. */
    PUBLISH,
    /** The next version is begun. */
    REVISE,
    /** It still holds. */
    CONFIRM,
    /** The day has come on which it is to be looked at again. */
    REMIND,
    /** It holds no longer. */
    RETIRE,
    /** It is to be written anew after all. */
    RESTORE,
    /** It helped in an incident. */
    HELP,
    /** It comes from something else too. */
    LINK
}
