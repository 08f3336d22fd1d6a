"""A film with what a blog needs around it: a small MP4, tracks, a poster, a transcript, the code to paste."""
