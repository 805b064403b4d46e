import { z } from 'zod';

// The schemas of shared/ are made with zod/mini, which says of every fault "Invalid input" until it is given words.
z.config(z.locales.en());
