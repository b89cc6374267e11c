// Counts a clock down on every screen that shows one. Without it the page says how long was left when it was fetched.

const show = (clock) => {
  const seconds = Math.floor((Date.parse(clock.dataset.ends) - Date.now()) / 1000);
  const two = (number) => String(number).padStart(2, "0");
  clock.textContent = seconds > 0 ? `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}` : "Time is up";
};

setInterval(() => document.querySelectorAll("[data-ends]").forEach(show), 1000);
