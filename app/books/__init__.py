"""The production book: pitch, scenario, shot list, budget; handed in, answered, revised."""
