/** What config.yml says, with defaults that are safe. */
@NullMarked
package dev.opportune.app.config;

import org.jspecify.annotations.NullMarked;
