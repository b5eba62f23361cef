// One process for all, so that the last of them can see which operations were walked.
import './specs/components.mjs';
import './specs/recipes.mjs';
import './specs/sharing.mjs';
import './specs/configurations.mjs';
import './specs/images.mjs';
import './specs/workflows.mjs';
import './specs/pipelines.mjs';
import './specs/distribution-fields.mjs';
import './specs/amis.mjs';
import './specs/blocks.mjs';
import './specs/parameters.mjs';
import './specs/identity.mjs';
import './specs/keys.mjs';
import './specs/logs.mjs';
import './specs/recipe-fields.mjs';
import './specs/protocol.mjs';
import './specs/coverage.mjs';
