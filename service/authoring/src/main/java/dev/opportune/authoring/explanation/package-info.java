/** Why something was decided, or was not: in typed steps and in words. */
@NullMarked
package dev.opportune.authoring.explanation;

import org.jspecify.annotations.NullMarked;
