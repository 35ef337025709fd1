/** What is in an email that leads back here. */
@NullMarked
package dev.opportune.app.links;

import org.jspecify.annotations.NullMarked;
