/** What flow.yml and policy.yml say, and where they say it. */
@NullMarked
package dev.opportune.authoring.settings;

import org.jspecify.annotations.NullMarked;
