/** Rulesets: made of folders in stages, each of which finds one kind of mistake. */
@NullMarked
package dev.opportune.authoring.rules;

import org.jspecify.annotations.NullMarked;
