/** What rules may count, sum up and compare, instead of the engine's own functions. */
@NullMarked
package dev.opportune.authoring.accumulate;

import org.jspecify.annotations.NullMarked;
