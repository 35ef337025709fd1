/** What stands in rules that could be parsed: their conditions, actions, words and types, each with its place. */
@NullMarked
package dev.opportune.authoring.drl;

import org.jspecify.annotations.NullMarked;
