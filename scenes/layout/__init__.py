"""Where things stand: boxes by place, in scene units, known before anything is drawn. No manim here."""
