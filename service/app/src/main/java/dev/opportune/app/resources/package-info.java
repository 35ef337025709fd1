/** The HTTP interface: thin, with the engine room behind it. Every error is problem JSON. */
@NullMarked
package dev.opportune.app.resources;

import org.jspecify.annotations.NullMarked;
