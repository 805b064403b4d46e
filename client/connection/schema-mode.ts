import { z } from 'zod/mini';

// The policy of the page forbids making code from text; zod would try, and the browser would report it as an error.
z.config({ jitless: true });
